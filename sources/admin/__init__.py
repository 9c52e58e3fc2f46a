from sources.admin import documents, outlets, snapshots

__all__ = ["documents", "outlets", "snapshots"]
