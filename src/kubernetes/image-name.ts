/** What the parts of an image's name are. */
export function parseImage(text: string): { readonly repository: string; readonly tag?: string; readonly digest?: string } | undefined {
  const [, repository, tag, digest] = /^([^\s@]*?)(?::([^:/@\s]+))?(?:@(sha256:[0-9a-f]+))?$/.exec(text) ?? [];
  return repository ? { repository, tag, digest } : undefined;
}

/** Whether an image is Flink's own, of which we know the user, the Java and the version. */
export function isOfficialImage(text: string): boolean {
  return /^(docker\.io\/)?(library\/|apache\/)?flink$/.test(parseImage(text)?.repository ?? '');
}
