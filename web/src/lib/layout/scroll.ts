/** Browsers cut elements that are taller than some 16 to 33 million pixels; this is below all of them. */
export const TALLEST = 8_000_000;

/**
 * A page that may be taller than a browser can make it. Where it is, the scroll bar moves over a
 * shorter one: small steps move the content by as much, jumps move it in proportion.
 */
export class ScrollSpace {
  readonly tall: number;
  private offset = 0;
  private last = 0;

  constructor(readonly content: number, readonly view: number, tallest = TALLEST) {
    this.tall = Math.min(content, tallest);
  }

  get isScaled(): boolean {
    return this.tall < this.content;
  }

  /** Top of what is seen, in the content, for a position of the scroll bar. */
  contentAt(scroll: number): number {
    if (!this.isScaled) return scroll;
    const step = scroll - this.last;
    this.last = scroll;
    const atEnd = scroll <= 0 || scroll >= this.tall - this.view;
    // The ends are exact, or the first and last pictures could not be reached.
    if (atEnd || Math.abs(step) > this.view * 3) this.offset = this.proportional(scroll) - scroll;
    const top = Math.min(this.content - this.view, Math.max(0, scroll + this.offset));
    return top;
  }

  /** The position of the scroll bar that shows a place of the content. */
  scrollFor(top: number): number {
    if (!this.isScaled) return top;
    const scroll = top / (this.content - this.view) * (this.tall - this.view);
    this.last = scroll;
    this.offset = top - scroll;
    return scroll;
  }

  /** Where to draw what stands at `top` of the content, given what is seen now. */
  drawAt(top: number, scroll: number, contentTop: number): number {
    return this.isScaled ? top - contentTop + scroll : top;
  }

  private proportional(scroll: number): number {
    return scroll / Math.max(1, this.tall - this.view) * (this.content - this.view);
  }
}
