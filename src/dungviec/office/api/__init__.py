"""The office for programs: REST with OpenAPI, tokens with scope, webhooks. Every route asks the same gate as the pages."""
