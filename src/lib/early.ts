/**
 * What people typed or chose, or a password manager filled in, before the page's scripts ran, as on
 * a slow line. Svelte sets each field to the server's value when it takes the page over, so without
 * this an e-mail address typed early would be gone.
 */
type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Each field that was touched, with what puts its content back. */
const touched = new Map<Box, () => void>();

/** Begins to remember. To be called before Svelte takes over the page. */
export function remember(): void {
	for (const box of document.querySelectorAll<Box>('input, textarea, select'))
		if (isTouched(box)) keep(box);
	for (const name of ['input', 'change']) document.addEventListener(name, listen, true);
}

/** Puts everything back, tells the page's scripts of it, and remembers no longer. */
export function giveBack(): void {
	for (const name of ['input', 'change']) document.removeEventListener(name, listen, true);
	for (const [box, putBack] of touched) {
		if (!box.isConnected) continue;
		putBack();
		for (const name of ['input', 'change']) box.dispatchEvent(new Event(name, { bubbles: true }));
	}
	touched.clear();
}

function listen({ target }: Event): void {
	if (
		target instanceof HTMLInputElement ||
		target instanceof HTMLTextAreaElement ||
		target instanceof HTMLSelectElement
	)
		keep(target);
}

/** Whether it holds something other than what the server sent. */
function isTouched(box: Box): boolean {
	if (box instanceof HTMLSelectElement) {
		const sent = [...box.options].findIndex((option) => option.defaultSelected);
		return box.selectedIndex !== Math.max(sent, 0);
	}
	if (box instanceof HTMLInputElement && isTicked(box)) return box.checked !== box.defaultChecked;
	return box.value !== box.defaultValue;
}

const isTicked = (box: HTMLInputElement) => box.type === 'checkbox' || box.type === 'radio';

function keep(box: Box): void {
	touched.delete(box);
	const { value } = box;
	if (box instanceof HTMLInputElement && isTicked(box)) {
		const { checked } = box;
		// Of a group of radio buttons the chosen one says it all.
		if (checked || box.type === 'checkbox') touched.set(box, () => (box.checked = checked));
	} else if (box instanceof HTMLInputElement && box.type === 'file') {
		// A chosen file stays; a page may not set one.
		touched.set(box, () => {});
	} else {
		touched.set(box, () => {
			if (box.value !== value) box.value = value;
		});
	}
}
