// Sends HTTP requests from the host that it is started on: a line of JSON in, a line of JSON out. Ends with its input.
import { createInterface } from 'node:readline';

createInterface({ input: process.stdin }).on('line', async (line) => {
  const { id, method, url, json, seconds } = JSON.parse(line);
  const reply = (answer) => process.stdout.write(`${JSON.stringify({ id, ...answer })}\n`);
  try {
    const response = await fetch(url, {
      method,
      signal: AbortSignal.timeout(seconds * 1000),
      ...(json === undefined ? {} : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
    });
    reply({ status: response.status, body: await response.text() });
  } catch (error) {
    reply({ error: error.cause?.code ?? error.message });
  }
});
