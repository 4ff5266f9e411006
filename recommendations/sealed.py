"""The paper in force, and the scan with the seal beside it."""

from documents.models import Document


def paper_in_force(matter) -> Document | None:
    """The recommendation itself: as the portal wrote it, or as it was registered."""
    papers = Document.objects.of(matter.pk).filter(kind="recommendation", seals=None)
    return papers.select_related("number").order_by("-pk").first()


def sealed_version(matter) -> Document | None:
    """The scan with the seal of the paper in force; of several the one put last."""
    paper = paper_in_force(matter)
    return paper and paper.sealed_versions.select_related("number").order_by("-pk").first()


def papers_to_sign(matter) -> list[Document]:
    """What the recipient signs for comes first: the sealed scan, then the paper itself."""
    return [paper for paper in (sealed_version(matter), paper_in_force(matter)) if paper]
