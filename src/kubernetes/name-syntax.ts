/** The Kubernetes syntax of a kind of name or value. */
export interface NameSyntax {
  readonly allows: (text: string) => boolean;
  /** What is allowed, for use after "takes". */
  readonly words: string;
  /** The nearest valid text, if any part of the text can be kept. */
  readonly nearest: (text: string) => string | undefined;
}

/** The names of containers, volumes and namespaces. */
export const DNS_LABEL: NameSyntax = {
  allows: (text) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text),
  words: 'lower-case letters, digits and "-" between them, at most 63 characters',
  nearest: (text) => trimmed(text.toLowerCase().replace(/[^a-z0-9]+/g, '-'), 63, /^-+|-+$/g),
};

/** The names of container ports. */
export const PORT_NAME: NameSyntax = {
  allows: (text) => text.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text),
  words: 'lower-case letters, digits and single "-" between them, at most 15 characters, one of them a letter',
  nearest: (text) => {
    const name = trimmed(text.toLowerCase().replace(/[^a-z0-9]+/g, '-'), 15, /^-+|-+$/g);
    return name !== undefined && /[a-z]/.test(name) ? name : undefined;
  },
};

const PART = /^[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/;

/** The values of labels. */
export const LABEL_VALUE: NameSyntax = {
  allows: (text) => text === '' || PART.test(text),
  words: 'letters, digits, "-", "_" and ".", a letter or digit first and last, at most 63 characters',
  nearest: (text) => trimmed(text.replace(/[^-\w.]+/g, '-'), 63, /^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g),
};

/** The keys of labels and annotations: a name, or a domain and a name. */
export const QUALIFIED_NAME: NameSyntax = {
  allows: (text) => {
    const [name, domain, ...more] = text.split('/').reverse();
    return more.length === 0 && PART.test(name) && (domain === undefined || isSubdomain(domain));
  },
  words: 'a name of letters, digits, "-", "_" and ".", at most 63 characters, with a domain and one "/" in front if need be',
  nearest: (text) => LABEL_VALUE.nearest(text),
};

/** The names of most objects: DNS labels, separated by dots. */
export function isSubdomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every((part) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(part));
}

function trimmed(text: string, most: number, ends: RegExp): string | undefined {
  return text.replace(ends, '').slice(0, most).replace(ends, '') || undefined;
}
