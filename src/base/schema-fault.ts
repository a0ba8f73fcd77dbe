import type * as z from 'zod';

/** What does not fit a schema, in the operator's words: `site.url: expected string, but it is missing`. */
export function issueToText({ path, message }: z.core.$ZodIssue): string {
  const fault = message
    .replace(/^Invalid (input|option): /, '')
    .replace(/, received undefined$/, ', but it is missing');
  const text = fault.charAt(0).toLowerCase() + fault.slice(1);
  return path.length > 0 ? `${path.join('.')}: ${text}` : text;
}

/** The first thing that keeps a document from being what it should be. */
export function firstFault(error: z.ZodError): string {
  return issueToText(error.issues[0]!);
}
