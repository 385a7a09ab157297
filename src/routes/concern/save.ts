/** Saves a file that was made on the page. No request goes out: the address lives in the browser alone. */

const kinds: Record<string, string> = {
	txt: 'text/plain;charset=utf-8',
	md: 'text/markdown;charset=utf-8',
	ics: 'text/calendar;charset=utf-8',
	age: 'application/octet-stream',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
};

export function save(name: string, content: string | Uint8Array): void {
	const type = kinds[name.split('.').at(-1)!] ?? 'application/octet-stream';
	const blob = new Blob([content as BlobPart], { type });
	const address = URL.createObjectURL(blob);
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
