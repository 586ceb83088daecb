import { type FastifyReply } from 'fastify';

/** How the OpenAPI document shows that an answer is a repetition. */
export const REPLAYED_HEADER = {
  'Idempotency-Replayed': {
    required: false,
    description: 'The answer is that of an earlier request with the same Idempotency-Key; this one had no effect',
    schema: { type: 'string', enum: ['true'] },
  },
};

/** Marks the answer to a repetition of an earlier request (contract §5). */
export function markReplay(reply: FastifyReply, isReplay: boolean): void {
  if (isReplay) void reply.header('idempotency-replayed', 'true');
}
