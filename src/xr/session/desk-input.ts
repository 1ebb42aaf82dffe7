const KEYS: Readonly<Record<string, readonly [right: number, forward: number, up: number]>> = {
  KeyW: [0, 1, 0],
  ArrowUp: [0, 1, 0],
  KeyS: [0, -1, 0],
  ArrowDown: [0, -1, 0],
  KeyA: [-1, 0, 0],
  ArrowLeft: [-1, 0, 0],
  KeyD: [1, 0, 0],
  ArrowRight: [1, 0, 0],
  KeyE: [0, 0, 1],
  KeyQ: [0, 0, -1],
};

/** Change of distance for one pixel that the wheel turns. */
const DOLLY_PER_PIXEL = 0.001;

/**
 * Keyboard and mouse of a desk. WASD or arrows walk, Q and E lower and raise the eye, shift is faster; a drag looks
 * around, a drag with the right button or shift orbits, the wheel approaches. Events are summed up here, and the frame
 * takes the sums with `take`.
 */
export class DeskInput {
  right = 0;
  forward = 0;
  up = 0;
  fast = false;
  /** Drag since the last `take`, in heights of the picture; x to the right, y down. */
  dragX = 0;
  dragY = 0;
  orbiting = false;
  /** Factor by which the distance changes since the last `take`. */
  dolly = 1;
  private readonly held = new Set<string>();
  private pendingX = 0;
  private pendingY = 0;
  private pendingDolly = 1;
  private dragPointer = -1;
  private lastX = 0;
  private lastY = 0;
  private heightPx = 1;

  constructor(private readonly element: HTMLElement) {}

  start(): void {
    window.addEventListener('keydown', this.onKeyDown);
    window.addEventListener('keyup', this.onKeyUp);
    window.addEventListener('blur', this.release);
    this.element.addEventListener('pointerdown', this.onPointerDown);
    this.element.addEventListener('pointermove', this.onPointerMove);
    this.element.addEventListener('pointerup', this.onPointerUp);
    this.element.addEventListener('pointercancel', this.onPointerUp);
    this.element.addEventListener('contextmenu', prevent);
    this.element.addEventListener('wheel', this.onWheel, { passive: false });
  }

  stop(): void {
    this.release();
    window.removeEventListener('keydown', this.onKeyDown);
    window.removeEventListener('keyup', this.onKeyUp);
    window.removeEventListener('blur', this.release);
    this.element.removeEventListener('pointerdown', this.onPointerDown);
    this.element.removeEventListener('pointermove', this.onPointerMove);
    this.element.removeEventListener('pointerup', this.onPointerUp);
    this.element.removeEventListener('pointercancel', this.onPointerUp);
    this.element.removeEventListener('contextmenu', prevent);
    this.element.removeEventListener('wheel', this.onWheel);
  }

  /** Moves the sums since the last call into the public fields. */
  take(): void {
    this.dragX = this.pendingX;
    this.dragY = this.pendingY;
    this.dolly = this.pendingDolly;
    this.pendingX = 0;
    this.pendingY = 0;
    this.pendingDolly = 1;
  }

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    this.fast = event.shiftKey;
    if (event.code in KEYS) this.press(event.code, true);
  };

  private readonly onKeyUp = (event: KeyboardEvent): void => {
    this.fast = event.shiftKey;
    this.press(event.code, false);
  };

  private press(code: string, down: boolean): void {
    if (down === this.held.has(code)) return;
    if (down) this.held.add(code);
    else this.held.delete(code);
    this.right = 0;
    this.forward = 0;
    this.up = 0;
    for (const held of this.held) {
      const [right, forward, up] = KEYS[held]!;
      this.right += right;
      this.forward += forward;
      this.up += up;
    }
  }

  /** Keys that go up while another window has the focus are never reported. */
  private readonly release = (): void => {
    this.held.clear();
    this.right = 0;
    this.forward = 0;
    this.up = 0;
    this.fast = false;
    this.dragPointer = -1;
  };

  private readonly onPointerDown = (event: PointerEvent): void => {
    if (this.dragPointer !== -1 || event.button === 1) return;
    this.dragPointer = event.pointerId;
    this.orbiting = event.button === 2 || event.shiftKey;
    this.lastX = event.clientX;
    this.lastY = event.clientY;
    this.heightPx = Math.max(1, this.element.clientHeight);
    this.element.setPointerCapture(event.pointerId);
  };

  private readonly onPointerMove = (event: PointerEvent): void => {
    if (event.pointerId !== this.dragPointer) return;
    this.pendingX += (event.clientX - this.lastX) / this.heightPx;
    this.pendingY += (event.clientY - this.lastY) / this.heightPx;
    this.lastX = event.clientX;
    this.lastY = event.clientY;
  };

  private readonly onPointerUp = (event: PointerEvent): void => {
    if (event.pointerId === this.dragPointer) this.dragPointer = -1;
  };

  private readonly onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    this.pendingDolly *= Math.exp(event.deltaY * DOLLY_PER_PIXEL);
  };
}

function prevent(event: Event): void {
  event.preventDefault();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}
