export const alterTablePage = 'sql-altertable.html';

/** What is safer where nothing but the lock itself is in the way. */
export const shortLock = 'Set lock_timeout, so that it gives up instead of making everybody wait behind it.';
