// What the machine is, and what a process takes of it.
'use strict';
const fs = require('node:fs');
const os = require('node:os');

/** Ticks of a second in /proc: USER_HZ, 100 on all Linux. */
const TICKS = 100;

/** The machine in words. */
function machine() {
  const [{ model } = {}] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return {
    processor: (model ?? os.arch()).trim(),
    cores: os.availableParallelism(),
    memory: `${memory} GiB`,
    system: `${os.type()} ${os.release()}`,
    node: process.version,
  };
}

/** Seconds of processor that a process has taken so far; undefined where there is no /proc. */
function processorSeconds(pid) {
  const text = read(pid, 'stat');
  if (text === undefined) return undefined;
  // After the name, which may have spaces: state is field 3, utime 14, stime 15.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Resident memory of a process in MB (10^6 bytes); undefined where there is no /proc. */
const residentMegabytes = (pid) => megabytes(pid, 'VmRSS');

/** The most that it ever was. */
const peakMegabytes = (pid) => megabytes(pid, 'VmHWM');

function megabytes(pid, name) {
  const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(read(pid, 'status') ?? '') ?? [];
  return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6;
}

function read(pid, file) {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

module.exports = { machine, peakMegabytes, processorSeconds, residentMegabytes };
