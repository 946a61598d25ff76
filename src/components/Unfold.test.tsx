import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { Unfold } from './Unfold';

const button = () => screen.getByRole('button', { name: 'More' });
const shown = () => screen.queryByText('what is below') !== null;

describe('what a button unfolds', () => {
  it('is not there until it is clicked, and tells of each click', async () => {
    const onToggle = jest.fn();
    render(
      <Unfold label="More" onToggle={onToggle}>
        what is below
      </Unfold>
    );
    expect([shown(), button().getAttribute('aria-expanded')]).toEqual([false, 'false']);
    await userEvent.click(button());
    expect([shown(), button().getAttribute('aria-expanded')]).toEqual([true, 'true']);
    expect(document.getElementById(button().getAttribute('aria-controls') ?? '')).toHaveTextContent('what is below');
    await userEvent.click(button());
    expect(shown()).toBe(false);
    expect(onToggle.mock.calls).toEqual([[true], [false]]);
  });

  it('opens by itself when there is a reason to, and stays closed for somebody who closed it', async () => {
    const unfold = (isOpen: boolean) => (
      <Unfold label="More" isOpen={isOpen}>
        what is below
      </Unfold>
    );
    const { rerender } = render(unfold(false));
    rerender(unfold(true));
    expect(shown()).toBe(true);
    await userEvent.click(button());
    rerender(unfold(false));
    rerender(unfold(true));
    expect(shown()).toBe(false);
  });
});
