// For NODE_OPTIONS=--require: on SIGUSR2 the process fails as THROW says, with the value CANARY wherever an error can have one.
const canary = process.env.CANARY;

function failure() {
  const message = `customer ${canary}\n    at ${canary} (${canary}:1:1)`;
  const cause = Object.assign(new Error(message), { detail: canary });
  const values = { code: 'E_TEST', detail: `Key (number)=(${canary})`, where: canary };
  return Object.assign(new RangeError(message, { cause }), values);
}

const WAYS = {
  exception: () => {
    throw failure();
  },
  rejection: () => void Promise.reject(failure()),
  'rejection of a text': () => void Promise.reject(canary),
  'exception, then many': () => {
    for (let i = 0; i < 5; i++) process.nextTick(() => void Promise.reject(failure()));
    throw failure();
  },
};

process.on('SIGUSR2', WAYS[process.env.THROW]);
