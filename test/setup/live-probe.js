// A thread of its own: what it measures must not wait for the event loop of the test. Asks /health/live again and again.
'use strict';
const http = require('http');
const { parentPort, workerData } = require('worker_threads');

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const milliseconds = [];
let isOver = false;
parentPort.on('message', () => (isOver = true));

function ask() {
  if (isOver) {
    parentPort.postMessage(milliseconds);
    parentPort.close();
    agent.destroy();
    return;
  }
  const begun = performance.now();
  http
    .get(`${workerData.url}/health/live`, { agent }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode !== 200) throw new Error(`/health/live answered ${response.statusCode}`);
        milliseconds.push(performance.now() - begun);
        setTimeout(ask, 10);
      });
    })
    .on('error', (error) => {
      throw error;
    });
}
ask();
