"""Controls that outlive a restart. Each is a `DynamicItem` with a versioned id; none keeps state of its own."""
