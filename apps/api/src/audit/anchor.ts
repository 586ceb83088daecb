/** A block by which a chain can be recognised: kept elsewhere, it shows that the chain was cut or made anew. */
export interface Anchor {
  readonly org: string;
  readonly number: number;
  /** In hexadecimal. */
  readonly hash: string;
}
