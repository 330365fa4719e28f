/** Slow, salted hashes for secrets that people can remember (passwords, PINs): guessing them all must cost too much. */
export interface SecretHasher {
  hash(secret: string): Promise<string>;
  verify(hashed: string, secret: string): Promise<boolean>;
}
