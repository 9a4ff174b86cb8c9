"""The report: a folder with a page that opens from disk, its figures as files, and a PRISMA flow."""
