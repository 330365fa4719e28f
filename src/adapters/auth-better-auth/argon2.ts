import { hash, verify } from '@node-rs/argon2';
import type { SecretHasher } from '../../ports/secret-hasher.ts';

/** `algorithm` 2 is argon2id (the package's own enum cannot be imported here). OWASP's second choice for argon2id: 19 MiB of memory, two passes, one lane; about 40 ms on one core. */
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Slow salted hashes for what people can remember. The hash names its own parameters, so that they can grow later. */
export const argon2id: SecretHasher = {
  hash: (secret) => hash(secret, options),
  verify: async (hashed, secret) => {
    try {
      return await verify(hashed, secret);
    } catch {
      // Not a hash of ours; nothing fits it.
      return false;
    }
  },
};
