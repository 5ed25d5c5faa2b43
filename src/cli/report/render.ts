import { createHash } from 'crypto';
import * as path from 'path';
import { Eta } from 'eta';
import { asMarkup, Markup } from './markup';
import { CATALOGUE, catalogueText } from '../../kubernetes/catalogue-file';

/** The folder of the templates, in `catalogue/`. */
const FOLDER = 'report';

/** Renders a template of the report. Values are escaped, unless they are markup. */
export function rendered(template: string, values: object): string {
  const eta = new Eta({ views: path.join(CATALOGUE, FOLDER), escapeFunction: asMarkup as (value: unknown) => string, cache: true });
  // The indentation of the templates would be a third of the size of a page with many jobs.
  eta.readFile = (file) => catalogueText(FOLDER, path.basename(file)).replace(/^[ \t]+/gm, '');
  return eta.render(template, values);
}

/** Style and script of the page, and the hash that allows only this script to run. */
export function assets(): { readonly style: Markup; readonly script: Markup; readonly scriptHash: string } {
  const script = catalogueText(FOLDER, 'page.js');
  return { style: new Markup(catalogueText(FOLDER, 'page.css')), script: new Markup(script), scriptHash: createHash('sha256').update(script).digest('base64') };
}
