import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The columns of the kernel's table of TCP sockets that matter here. */
const LOCAL_ADDRESS = 1;
const STATE = 3;
const INODE = 9;
const LISTEN = '0A';

/** The TCP ports that a process listens on, sorted, as the kernel says: seen in the network namespace that the process is in. */
export function listeningPorts(pid) {
  const own = new Set(socketsOf(pid));
  const ports = ['tcp', 'tcp6'].flatMap((table) => rows(`/proc/${pid}/net/${table}`))
    .filter((row) => row[STATE] === LISTEN && own.has(row[INODE]))
    .map((row) => parseInt(row[LOCAL_ADDRESS].split(':')[1], 16));
  return [...new Set(ports)].sort((a, b) => a - b);
}

function socketsOf(pid) {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return []; // closed since
    }
  });
}

function rows(file) {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(1).map((line) => line.trim().split(/\s+/));
  } catch {
    return []; // a kernel without IPv6
  }
}
