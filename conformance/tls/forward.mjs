// Lets clients that speak no TLS reach a server that asks for a certificate, until it is ended. Told as JSON: `{ host, port, listen, servername, ca, certificate, key }`,
// the last three as files. What comes to `listen` goes to `port` of the same host.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { pipeline } from 'node:stream';
import { connect } from 'node:tls';

const { host, port, listen, servername, ca, certificate, key } = JSON.parse(process.argv[2]);
const shown = { ca: readFileSync(ca), cert: readFileSync(certificate), key: readFileSync(key) };

createServer((client) => {
  const server = connect({ host, port, servername, ...shown });
  pipeline(client, server, client, () => {});
}).listen(listen, host);
