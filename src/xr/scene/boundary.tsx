import { Component, type ReactNode } from 'react';

interface BoundaryProps {
  /** Told what was thrown by something inside, which is then taken away. */
  readonly onError: (error: unknown) => void;
  readonly children: ReactNode;
}

/** Keeps a failure inside from taking down what is around it. Another `key` tries again. */
export class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
