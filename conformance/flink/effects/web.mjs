import { truth } from '../values.mjs';

const feature = (key, name) => ({
  key, phase: 'started', asked: `GET /config, ${name}`, expect: truth, said: async (q) => (await q.get('/config')).features[name],
});

/** What the REST API lets callers do. */
export const WEB = [
  feature('web.submit.enable', 'web-submit'),
  feature('web.cancel.enable', 'web-cancel'),
  {
    what: 'no jar can be uploaded',
    phase: 'started',
    asked: 'POST /jars/upload',
    expect: () => 404,
    said: (q) => q.status('POST', '/jars/upload'),
  },
  {
    // the option takes the button from the web UI; the operator itself cancels this way, so only the network can keep others from it
    what: 'cancelling over the REST API, which web.cancel.enable does not forbid',
    phase: 'cancelled',
    asked: 'PATCH /jobs/:id?mode=cancel',
    expect: () => 202,
    said: (q) => q.story.cancelStatus,
  },
];
