"""The semantic layer: what sentences mean, by a small model that runs on this machine; optional, and never needed."""
