import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { filesIn } from '../../lib/files.mjs';
import { CACHE } from '../../lib/cache.mjs';
import { run } from '../../lib/commands.mjs';

/** The folder of the server in which the site is: one that works there works at the top, too, but not the other way round. */
export const BASE = '/docs/flink/';

const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2' };

let built;

/** The files of the site, as `npm run site` makes them: their contents by path. It is made once. */
export function siteFiles() {
  return built ??= build();
}

async function build() {
  const folder = join(CACHE, 'runs', `site-${process.pid}`);
  const out = join(folder, 'site');
  mkdirSync(folder, { recursive: true });
  try {
    await run(process.execPath, [join('scripts', 'site.mjs')], { env: { SITE_OUT: out, SITE_BASE: BASE } });
    return new Map(filesIn(out).map((file) => [file.slice(out.length + 1), readFileSync(file)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Serves files as any server of files does: what is not there is answered with 404.html. */
export async function serve(files) {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = pathname.startsWith(BASE) ? decodeURIComponent(pathname.slice(BASE.length)).replace(/(^|\/)$/, '$1index.html') : undefined;
    const found = files.get(path);
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': found === undefined ? 'text/html' : TYPES[extname(path)] ?? 'application/octet-stream' });
    response.end(found ?? files.get('404.html'));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { home: `http://127.0.0.1:${server.address().port}${BASE}`, close: () => server.close() };
}
