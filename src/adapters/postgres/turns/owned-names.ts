interface Wish<Owner> {
  readonly owner: Owner;
  readonly names: readonly string[];
  readonly give: (wasOthers: true) => void;
}

/** Names that one owner has at a time, given in the order in which they were asked for. Owners are compared by identity. */
export class OwnedNames<Owner extends object> {
  readonly #owners = new Map<string, Owner>();
  /** Names that somebody has had and given back. */
  readonly #had = new Set<string>();
  #waiting: Wish<Owner>[] = [];

  /**
   * Settles once the owner has all of them, and tells whether somebody else has had any of them before, whom it may have waited for; what it
   * has already it may ask for again. Null where it would have to wait for somebody who waits as well: nobody ever waits in a circle.
   */
  own(owner: Owner, names: readonly string[]): Promise<boolean> | null {
    if (this.#take(owner, names)) return Promise.resolve(names.some((name) => this.#had.has(name)));
    if (this.#others(owner, names).some((other) => this.#waiting.some((wish) => wish.owner === other))) return null;
    return new Promise((resolve) => this.#waiting.push({ owner, names, give: resolve }));
  }

  /** Gives back all that the owner has. */
  release(owner: Owner): void {
    for (const [name, of] of this.#owners) {
      if (of !== owner) continue;
      this.#owners.delete(name);
      this.#had.add(name);
    }
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wish of waiting) {
      if (this.#take(wish.owner, wish.names)) wish.give(true);
      else this.#waiting.push(wish);
    }
  }

  #take(owner: Owner, names: readonly string[]): boolean {
    if (this.#others(owner, names).length > 0) return false;
    for (const name of names) this.#owners.set(name, owner);
    return true;
  }

  /** Who else has one of the names. */
  #others(owner: Owner, names: readonly string[]): Owner[] {
    return names.flatMap((name) => {
      const other = this.#owners.get(name);
      return other && other !== owner ? [other] : [];
    });
  }
}
