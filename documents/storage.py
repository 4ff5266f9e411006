"""Under which names papers lie: names that tell nothing."""

import uuid


def paper_path(instance: object, filename: str) -> str:
    name = uuid.uuid4().hex
    return f"papers/{name[:2]}/{name}"
