import { DomainError } from '@app/common';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { isWatching } from './admission';
import { type Load } from './load';
import { type Turns } from './turns';

interface WorkedRequest extends FastifyRequest {
  isWorkedOn?: boolean;
}

/**
 * Counts the requests that are worked on: from the end of the body, which a client may send slowly, to the answer. Bodies that
 * come all at once, long after their heads, have to wait for their turn again.
 */
export function countWork(instance: FastifyInstance, load: Load, turns: Turns): void {
  instance.addHook('preValidation', (request: WorkedRequest, _reply, done) => {
    if (isWatching(request.raw)) return done();
    const begin = (): void => {
      request.isWorkedOn = true;
      load.working++;
      done();
    };
    if (!load.isOver()) return begin();
    turns.enter({
      begin,
      refuse: () => done(new DomainError('overloaded')),
      isGone: () => request.raw.socket.destroyed,
      skip: () => undefined,
    });
  });
  // Comes also when the client has gone away meanwhile.
  instance.addHook('onSend', (request: WorkedRequest, _reply, payload, done) => {
    if (request.isWorkedOn === true) {
      request.isWorkedOn = false;
      load.working--;
      load.onEase();
    }
    done(null, payload);
  });
}
