"""The only package that imports discord: reads what people do, calls the core, renders the Reply."""
