import * as z from 'zod';

const secretError =
  'expected { env: NAME } or { file: PATH }: the value of a header is a secret, and content is copied and published';

/** Where a secret is stored; never in content itself, which is copied and published. */
export function secretPlace(error: string) {
  return z.union(
    [
      z.strictObject({ env: z.string().min(1).describe('Environment variable that holds the value') }),
      z.strictObject({ file: z.string().min(1).describe('File that holds the value, relative to the content folder') }),
    ],
    { error },
  );
}

export type SecretPlace = z.infer<ReturnType<typeof secretPlace>>;

/** RFC 9110, 5.6.2; and the headers that say how the request itself is sent are ours. */
const headerName = z
  .string()
  .regex(
    /^(?!(host|connection|content-.*|transfer-encoding|te|upgrade|expect|trailer|accept-encoding|if-.*)$)[\w!#$%&'*+.^`|~-]+$/i,
    {
      error: 'expected the name of a header, but not one that controls how a request is sent',
    },
  );

/** Headers of a request, with the places of their values. */
export const secretHeaders = z.record(
  headerName,
  secretPlace(secretError).describe('Where the value of the header is stored; never in content itself'),
);
