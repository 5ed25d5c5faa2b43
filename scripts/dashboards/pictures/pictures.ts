import * as fs from 'fs';
import * as path from 'path';
import { picture } from './picture';
import { PICTURED, pictureFile } from './pictured';
import { recording } from './recording';

const ROOT = path.join(__dirname, '..', '..', '..');

/** A dashboard of the catalogue. */
export const dashboard = (name: string) => JSON.parse(fs.readFileSync(path.join(ROOT, 'catalogue', 'dashboards', `${name}.json`), 'utf8'));

/** Every picture, by its file in the repository. */
export function drawPictures(): { readonly file: string; readonly svg: string }[] {
  const recorded = recording();
  return PICTURED.map((name) => ({ file: pictureFile(name), svg: picture(dashboard(name), recorded) }));
}
