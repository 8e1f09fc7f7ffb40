import { Component, type ReactNode } from 'react';
import { Button } from './button.js';

/** Catches a screen that broke (or whose code could not be loaded) and offers to open it again instead of a white page. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="screen-body">
        <div className="state" role="alert">
          <h1>Trang này chưa mở được</h1>
          <p>Có thể do mạng yếu. Những gì đã điền vẫn còn trên máy.</p>
          <Button onPress={() => window.location.reload()}>Mở lại</Button>
        </div>
      </main>
    );
  }
}
