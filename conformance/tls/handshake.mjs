// Tries a TLS handshake for each of a list of attempts, `{ host, port, ca?, certificate?, key?, servername? }` with files, and prints a JSON list: `accepted`, or why not.
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';

const read = (file) => file === undefined ? undefined : readFileSync(file);

function attempt({ host, port, ca, certificate, key, servername }) {
  return new Promise((resolve) => {
    // Who the other one is, nobody compares between pods: they have addresses and no names.
    const called = servername === undefined ? { checkServerIdentity: () => undefined } : { servername };
    const socket = connect({ host, port, ca: read(ca), cert: read(certificate), key: read(key), ...called });
    const end = (answer) => {
      resolve(answer);
      socket.destroy();
    };
    socket.setTimeout(10_000, () => end('silence'));
    socket.on('error', ({ code, message }) => end(code ?? message));
    socket.on('close', () => end('closed'));
    socket.on('secureConnect', () => end('accepted'));
  });
}

console.log(JSON.stringify(await Promise.all(JSON.parse(process.argv[2]).map(attempt))));
