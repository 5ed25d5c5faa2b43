/**
 * Draws the dashboards of catalogue/dashboards into docs/pictures, with metrics that were recorded from a running job.
 *
 *   npm run dashboards:pictures
 */
import * as fs from 'fs';
import * as path from 'path';
import { drawPictures } from './pictures/pictures';

for (const { file, svg } of drawPictures()) {
  fs.writeFileSync(path.join(__dirname, '..', '..', file), svg);
  console.log(`${file}: ${svg.length} bytes`);
}
