import type * as z from 'zod';
import { jsonFaultPlace } from '../base/json-fault.ts';
import { parseYaml } from '../base/parse-yaml.ts';
import type { AnswerSyntax, WrittenParser } from '../model/report.ts';

/** Answers in JSON. */
export const json: AnswerSyntax = {
  name: 'JSON',
  mediaType: 'application/json',
  parse(text) {
    try {
      return { answer: JSON.parse(text) };
    } catch (error) {
      return { fault: `is not complete JSON (${jsonFaultPlace(text, error)})` };
    }
  },
};

/**
 * Files in YAML that people write, by their schema.
 *
 * @param toAnswer what a program would answer that knows what is in the file
 */
export function yamlOf<T>(schema: z.ZodType<T>, toAnswer: (written: T, now: Date) => unknown): WrittenParser {
  return (text, file, now) => {
    const { value, problems } = parseYaml(text, file, schema);
    return { value: value && toAnswer(value, now), problems };
  };
}
