"""What an edit of the knowledge base does to what people ask, and which edits their questions call for. Pure but for
`revision` and `drafts`, which read and write files."""
