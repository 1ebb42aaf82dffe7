/** Follows the mouse, pen or finger over an element. Reads the layout in the event, never in the frame. */
export class PointerPosition {
  /** Whether the pointer has been over the element since `start`. */
  seen = false;
  /** 0..1 from the left and from the top edge; outside of that range while a drag leaves the element. */
  u = 0.5;
  v = 0.5;
  /** Width by height of the element. */
  aspect = 1;
  /** Capture time of the newest event, `nowMs()` milliseconds. */
  eventMs = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly onMove: (() => void) | null = null,
  ) {}

  start(): void {
    this.seen = false;
    this.element.addEventListener('pointermove', this.take);
    this.element.addEventListener('pointerdown', this.take);
  }

  stop(): void {
    this.element.removeEventListener('pointermove', this.take);
    this.element.removeEventListener('pointerdown', this.take);
  }

  private readonly take = (event: PointerEvent): void => {
    const box = this.element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    this.u = (event.clientX - box.left) / box.width;
    this.v = (event.clientY - box.top) / box.height;
    this.aspect = box.width / box.height;
    this.eventMs = performance.timeOrigin + event.timeStamp;
    this.seen = true;
    this.onMove?.();
  };
}
