// Values that are made once each, when they are first asked for.

export class Once<T> {
  private readonly made = new Map<number, T>();
  private readonly underWay = new Map<number, Promise<T>>();

  constructor(private readonly make: (key: number) => Promise<T>) {}

  peek(key: number): T | undefined {
    return this.made.get(key);
  }

  keep(key: number, value: T): T {
    this.made.set(key, value);
    return value;
  }

  /** A value that could not be made is tried again the next time. */
  get(key: number): Promise<T> {
    const there = this.made.get(key);
    if (there !== undefined) return Promise.resolve(there);
    const coming =
      this.underWay.get(key) ??
      this.make(key)
        .then((value) => this.made.get(key) ?? this.keep(key, value))
        .finally(() => this.underWay.delete(key));
    this.underWay.set(key, coming);
    return coming;
  }
}
