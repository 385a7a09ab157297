/** Nothing is asked of the server for this page: not what for, not by whom. */
export const csr = true;
