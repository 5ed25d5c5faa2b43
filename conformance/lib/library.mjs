import { compileWhatChanged, install } from '../../scripts/install.mjs';

/** Sees to it that what is compiled is what `src` says. The working directory must be the repository's. */
export function compiledLibrary() {
  install();
  compileWhatChanged();
}
