export { type Answer, type AnswerHead } from './answers.js';
export { type Call, type OperationId } from './calls.js';
export { type Client, type ClientOptions, createClient } from './client.js';
export { type Credentials, type TokenBearer, type TrustedCaller } from './credentials.js';
export { type ErrorCode, type ErrorItem, isPadronError, PadronError } from './error.js';
export { ERROR_CODES } from './generated/error-codes.js';
export { type components, type operations } from './generated/schema.js';
