/** TLS error codes for a certificate that is not trusted. */
const UNKNOWN_AUTHORITY =
  'its certificate is not signed by a CA that Node trusts; set CA_KEY, or NODE_USE_SYSTEM_CA=1 if this machine trusts the CA';
const NOT_HTTP = 'the server does not speak HTTP; is the port right, and should the address begin with https?';
const CUT_OFF = 'the connection was cut off';

/** Codes of Node, OpenSSL and llhttp in words, and what to do where the words do not say it. */
const WORDS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; is the clock of this machine right?',
  CERT_REVOKED: 'its certificate was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  EPROTO: 'the server does not speak TLS; should the address begin with http?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS; should the address begin with http?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the server does not speak TLS; should the address begin with http?',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: CUT_OFF,
  EPIPE: CUT_OFF,
  ERR_STREAM_PREMATURE_CLOSE: CUT_OFF,
  ENOTFOUND: 'its host name does not exist',
  EAI_AGAIN: 'its host name cannot be looked up at the moment',
  EHOSTUNREACH: 'there is no route to its host',
  ENETUNREACH: 'there is no route to its network',
  ETIMEDOUT: 'its host does not answer',
  ENOENT: 'there is no such socket',
  EACCES: 'this user may not use the socket',
  HPE_INVALID_CONSTANT: NOT_HTTP,
  HPE_INVALID_VERSION: NOT_HTTP,
};

/** Codes of zlib, and of Brotli in Node: what they are of has been reached. */
const UNPACKING = /^(Z_|ERR_BROTLI|ERR__ERROR_FORMAT)/;

/**
 * Why something cannot be reached, in words; the code where there are none for it.
 *
 * @param caKey the key that names certificates to trust
 */
export function transportFault(error: unknown, caKey = '`ca` of the source'): string {
  const { code, message } = error as { code?: string; message?: string };
  if (code !== undefined && UNPACKING.test(code)) return 'its answer cannot be decompressed';
  const words = code === undefined ? undefined : WORDS[code];
  return words?.replace('CA_KEY', caKey) ?? `it cannot be reached (${code ?? message})`;
}
