// Sends HTTP requests from the host that it is started on: a line of JSON in, a line of JSON out. Ends with its input.
import { readFileSync } from 'node:fs';
import { request as plainly } from 'node:http';
import { request as overTls } from 'node:https';
import { createInterface } from 'node:readline';

createInterface({ input: process.stdin }).on('line', async (line) => {
  const { id, ...question } = JSON.parse(line);
  const reply = (answer) => process.stdout.write(`${JSON.stringify({ id, ...answer })}\n`);
  try {
    reply(await ask(question));
  } catch (error) {
    reply({ error: error.cause?.code ?? error.code ?? error.message });
  }
});

function ask({ method, url, json, seconds, ca, servername }) {
  const body = json === undefined ? undefined : JSON.stringify(json);
  const options = {
    method,
    signal: AbortSignal.timeout(seconds * 1000),
    agent: false,
    headers: body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    ...(ca === undefined ? {} : { ca: readFileSync(ca) }),
    ...(servername === undefined ? {} : { servername }),
  };
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? overTls : plainly)(url, options, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, location: response.headers.location, body: Buffer.concat(chunks).toString() }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
