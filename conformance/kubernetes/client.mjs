import { Agent, request } from 'node:https';

/** What the API server refused, in its own words. */
export class Refusal extends Error {
  constructor({ code, message, reason }) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}

const MANAGER = 'conformance';

/** Asks an API server. */
export class Client {
  #resources = new Map();

  constructor({ port, token, certificate }) {
    this.port = port;
    this.token = token;
    this.agent = new Agent({ ca: certificate, keepAlive: true, maxSockets: 8 });
  }

  close() {
    this.agent.destroy();
  }

  /** What a path answers, and the warnings that came with it. Throws a `Refusal` where it is one. */
  async send(method, path, body, type = 'application/json') {
    const { status, headers, text } = await this.#exchange(method, path, body, type);
    const json = headers['content-type']?.startsWith('application/json') ? JSON.parse(text) : text;
    if (status >= 400) throw new Refusal(typeof json === 'string' ? { code: status, message: json } : json);
    return { json, warnings: [headers.warning ?? []].flat().map((warning) => (/"(.*)"/.exec(warning)?.[1] ?? warning).replaceAll('\\"', '"')) };
  }

  async text(path) {
    return (await this.#exchange('GET', path)).text;
  }

  /** Applies an object as `kubectl apply --server-side` does, unknown fields refused. Returns it as it is then, with the warnings. */
  async apply(object, { dryRun = false } = {}) {
    const path = await this.#pathOf(object);
    const query = `?fieldManager=${MANAGER}&fieldValidation=Strict&force=true${dryRun ? '&dryRun=All' : ''}`;
    const { json, warnings } = await this.send('PATCH', `${path}${query}`, object, 'application/apply-patch+yaml');
    return { object: json, warnings };
  }

  /** Creates an object, unknown fields refused. */
  async create(object, { dryRun = false } = {}) {
    const path = await this.#pathOf({ ...object, metadata: { ...object.metadata, name: undefined } });
    const { json, warnings } = await this.send('POST', `${path}?fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`, object);
    return { object: json, warnings };
  }

  async get(apiVersion, kind, namespace, name) {
    return (await this.send('GET', await this.#pathOf({ apiVersion, kind, metadata: { namespace, name } }))).json;
  }

  /** The objects of a kind that labels select; all of them without. */
  async list(apiVersion, kind, namespace, labels = {}) {
    const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(',');
    const path = await this.#pathOf({ apiVersion, kind, metadata: { namespace } });
    return (await this.send('GET', `${path}?labelSelector=${encodeURIComponent(selector)}`)).json.items;
  }

  async delete({ apiVersion, kind, metadata: { namespace, name } }) {
    await this.send('DELETE', await this.#pathOf({ apiVersion, kind, metadata: { namespace, name } }));
  }

  async setStatus(object, status) {
    return this.send('PATCH', `${await this.#pathOf(object)}/status`, { status }, 'application/merge-patch+json');
  }

  async #pathOf({ apiVersion, kind, metadata: { namespace, name } }) {
    const { plural, namespaced } = await this.#resource(apiVersion, kind);
    const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    return `${group}${namespaced ? `/namespaces/${namespace}` : ''}/${plural}${name === undefined ? '' : `/${name}`}`;
  }

  async #resource(apiVersion, kind) {
    const key = `${apiVersion} ${kind}`;
    if (!this.#resources.has(key)) {
      const { json } = await this.send('GET', apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`);
      const found = json.resources.find((resource) => resource.kind === kind && !resource.name.includes('/'));
      if (found === undefined) throw new Error(`the API server serves no ${key}`);
      this.#resources.set(key, { plural: found.name, namespaced: found.namespaced });
    }
    return this.#resources.get(key);
  }

  #exchange(method, path, body, type) {
    return new Promise((resolve, reject) => {
      const sent = body === undefined ? undefined : JSON.stringify(body);
      // Node leaves the length out of a DELETE, whose body would then be read as the next request.
      const ofBody = sent === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(sent) };
      const headers = { 'authorization': `Bearer ${this.token}`, 'accept': 'application/json', ...ofBody };
      const asked = request({ host: '127.0.0.1', port: this.port, method, path, headers, agent: this.agent, timeout: 30_000 }, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString('utf8') }));
      });
      asked.on('error', reject);
      asked.on('timeout', () => asked.destroy(new Error(`${method} ${path}: no answer within 30 s`)));
      asked.end(sent);
    });
  }
}
