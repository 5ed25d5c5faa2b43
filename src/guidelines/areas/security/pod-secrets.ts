import { Severity } from '../../../configuration';
import { holdsSecret, isReference, isSecretName } from '../../../configuration/options/secret-names';
import { commandSecrets, isNamedSecret } from '../../../configuration/options/secret-texts';
import { isMap } from '../../../kubernetes/is-map';
import { ComponentTemplate, containersOf } from '../../../workload/templates';
import { isMain, Problem } from '../architecture/template-problem';

/** Secrets in what sidecars and init containers run; what Flink's own container runs is made by Flink. */
export function secretsInCommands(template: ComponentTemplate): Problem[] {
  return containersOf(template).filter((each) => !isMain(each)).flatMap(({ steps, container, isInit }) => ['command', 'args'].flatMap((field): Problem[] => {
    const words: unknown[] = Array.isArray(container[field]) ? container[field] : [];
    const names = [...new Set(words.flatMap((word, i) => secretsOfWord(String(word), String(words[i - 1] ?? ''))))];
    return names.length === 0 ? [] : [{
      steps: [...steps, field],
      message: (pods) => `the ${isInit ? 'init container' : 'container'} has a secret in plain text in its ${field} (${names.join(', ')}), in ${pods}: it can be read in the resource and in the list of processes`,
      fix: 'Set an environment variable of the container from a Secret, with valueFrom.secretKeyRef, and write $(NAME) here',
    }];
  }));
}

/** Names of the secrets in a word of a command line, by itself or behind the word that names it. */
function secretsOfWord(word: string, before: string): string[] {
  const name = /^-{1,2}([A-Za-z][\w.-]*)$/.exec(before)?.[1];
  if (name === undefined || word.startsWith('-') || !isNamedSecret(name)) return commandSecrets(word);
  return isReference(word) ? [] : [name];
}

/** Annotations that others read in a way of their own, and the copy of the object that kubectl keeps. */
const OF_OTHERS = /^([\w.-]*vault[\w.-]*|kubectl\.kubernetes\.io|[\w.-]*secrets?[\w.-]*)\//;
const PASSWORD = /(passw(or)?d|passphrase|pwd|(secret|access|api|private|account|encryption|signing)[-_.]?key|token)$/i;

/** Names of the annotations or labels of an object with a secret in them. */
export function secretMetadata(metadata: any): { readonly field: string; readonly name: string }[] {
  return ['annotations', 'labels'].flatMap((field) => Object.entries(isMap(metadata?.[field]) ? metadata[field] : {})
    .filter(([name, value]) => typeof value === 'string' && !OF_OTHERS.test(name) && isSecretText(name.split('/').at(-1)!, value))
    .map(([name]) => ({ field, name })));
}

function isSecretText(name: string, value: string): boolean {
  // a path or an address may say where it is
  return holdsSecret(value) || (isSecretName(name) && PASSWORD.test(name) && !isReference(value) && !/[/:]/.test(value) && value.length >= 6);
}

/** Secrets in the annotations and labels of pods. */
export function secretsInMetadata({ template }: ComponentTemplate): Problem[] {
  return secretMetadata(template.metadata).map(({ field, name }): Problem => ({
    steps: ['metadata', field, name],
    severity: Severity.WARNING,
    message: (pods) => `probably a secret: everyone who may list pods can read the ${field} of ${pods}`,
    fix: METADATA_FIX,
  }));
}

export const METADATA_FIX = 'Move it into a Secret, and remove it here';
