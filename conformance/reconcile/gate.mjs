// Passes connections to a port of a network namespace on to a Unix socket, which belongs to no network: `node gate.mjs <address> <port> <socket>`.
import { connect, createServer } from 'node:net';

const [address, port, socket] = process.argv.slice(2);

createServer((from) => {
  const to = connect(socket);
  for (const [one, other] of [[from, to], [to, from]]) one.on('error', () => other.destroy()).on('close', () => other.destroy()).pipe(other);
}).listen(Number(port), address);
