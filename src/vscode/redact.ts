/**
 * Takes secrets out of a text before it reaches the log: passwords in connection strings and in
 * `password=...`, `"password": "..."` and `PASSWORD '...'` as SQL has it. Belt and braces: nothing is meant to hand one in.
 */
export function redact(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@"']*:)[^\s"']*@/gi, '$1***@')
    .replace(
      /((?:password|pgpassword|passwd|pwd|secret|token)(?:["']?\s*[=:]\s*|\s+(?=')))(?:"(?:[^"\\]|\\.)*"|(?:'(?:[^'\\]|\\.)*')+|[^\s,;&}]+)/gi,
      '$1***',
    );
}
