// Whatever is started or made is handed to the janitor, who undoes it: at the end, after a failure, and on a signal.
const undos = [];

/** Remembers how to undo something. Returns a function that undoes it early. */
export function later(undo) {
  undos.push(undo);
  return async () => {
    const at = undos.indexOf(undo);
    if (at >= 0) undos.splice(at, 1);
    await undo();
  };
}

/** Undoes everything, the last thing first. One failure does not keep the others from being undone. */
export async function cleanUp() {
  while (undos.length > 0) {
    try {
      await undos.pop()();
    } catch (error) {
      console.error(`could not clean up: ${error.message}`);
    }
  }
}

/** Cleans up when the program is told to end. */
export function cleanUpOnSignals() {
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
    process.once(signal, async () => {
      console.error(`\n${signal}: ending what was started`);
      await cleanUp();
      process.exit(code);
    });
  }
}
