import { Program, refuseInSession } from './program';
import { JobSettings } from '../../configuration/said/job-settings';
import { Origin } from '../../configuration/said/origin';
import { PYTHON_DRIVER } from '../../facts';

/** Options of a Python program. The image must contain Python and the package `apache-flink` of the same version. */
export interface PythonOptions {
  /**
   * Arguments of the program.
   * @default - none
   */
  readonly args?: string[];
  /**
   * Files, packages and directories that the program and its workers import from (`python.files`), as paths in the image or addresses.
   * @default - none
   */
  readonly files?: string[];
  /**
   * Archives that are extracted for the workers (`python.archives`), such as a virtual environment: `/opt/venv.zip#venv`.
   * @default - none
   */
  readonly archives?: string[];
  /**
   * A `requirements.txt` that every TaskManager installs when it starts (`python.requirements`), with a directory of downloaded packages after a `#`:
   * `/opt/app/requirements.txt#/opt/app/packages`. Packages in the image need none.
   * @default - none
   */
  readonly requirements?: string;
  /**
   * The interpreter of the workers and of the program (`python.executable`, `python.client.executable`).
   * @default - `python` of the image
   */
  readonly executable?: string;
}

/** A script in the image. */
export function script(path: string, options: PythonOptions): Program {
  return program(['-py', path.replace(/^local:\/\/(?=\/)/, '')], options, (settings) => {
    const refuse = (message: string, fix: string) => settings.refuse('ARC-09', 'artifact', path, message, fix);
    if (!/\.(py|zip)$/.test(path)) refuse('must be a Python script, a .py or .zip file', 'Write the path of a .py file, or JobArtifact.pythonModule("package.module") for a module');
    else if (!/^(\/|[a-z][a-z0-9+.-]*:\/\/)/.test(path)) refuse('must be an absolute path or a URI: a relative path depends on the working directory of the JobManager', `Write the path in the image, such as "/opt/flink/usrlib/${path}"`);
  });
}

/** A module that the workers can import. */
export function pythonModule(name: string, options: PythonOptions): Program {
  return program(['-pym', name], options, (settings) => {
    if (/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(name) && !/\.py$/.test(name)) return;
    settings.refuse('ARC-09', 'artifact', name, 'must be the name of a Python module',
      /[/\\]|\.py$/.test(name) ? `Write JobArtifact.python("${name}") for a file, or the module's name, such as "orders.main"` : 'Write its name, such as "orders.main"');
  });
}

function program(start: readonly string[], options: PythonOptions, check: (settings: JobSettings) => void): Program {
  // copies, so that later changes of the caller's lists have no effect
  const { args, files, archives, requirements, executable } = { ...options, args: options.args && [...options.args] };
  const lists = { 'python.files': files && [...files], 'python.archives': archives && [...archives] };
  return {
    bind: (settings) => {
      refuseInSession(settings, 'a Python program');
      settings.setField('job.entryClass', PYTHON_DRIVER, 'artifact');
      // an element that is not a string is reported below, with its index
      settings.setField('job.args', [...start, ...(args ?? []).map(String)], 'artifact');
      check(settings);
      const set = (key: string, value: unknown, prop: string) => settings.set(key, value, Origin.prop(`artifact.${prop}`));
      for (const [key, value] of Object.entries(lists)) bindList(settings, key, value);
      set('python.requirements', requirements, 'requirements');
      set('python.executable', executable, 'executable');
      set('python.client.executable', executable, 'executable');
    },
  };
}

/** Options whose values Flink splits at commas. */
function bindList(settings: JobSettings, key: string, values: readonly string[] | undefined): void {
  if (values === undefined || values.length === 0) return;
  const prop = `artifact.${key.slice('python.'.length)}`;
  values.forEach((value, i) => {
    if (typeof value !== 'string' || value.includes(',')) settings.refuse('SQL-05', `${prop}[${i}]`, value, 'must be a single path: Flink splits the list at commas', 'Write each path as an element of its own');
  });
  settings.set(key, values.join(','), Origin.prop(prop));
}
