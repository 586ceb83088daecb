/** Whether the process is going down: not ready any more, and every answer asks the client to connect elsewhere. */
export class Drain {
  started = false;
}
