"""Addresses of any matter, below matters/."""

from django.urls import path

from workflow.views import calls, create, dossier, files, kinds, list, matter, proposal, step

app_name = "matters"

urlpatterns = [
    path("", list.matters, name="list"),
    path("export/", list.export_matters, name="export"),
    path("new/", create.choose, name="choose"),
    path("new/<slug:kind>/<slug:name>/", create.CreateView.as_view(), name="new"),
    path("new/<slug:kind>/<slug:name>/propose/", proposal.ProposeNewView.as_view(), name="propose_new"),
    path("new/<slug:kind>/<slug:name>/scratch/", create.KeepNew.as_view(), name="new_scratch"),
    path("new/<slug:kind>/<slug:name>/scratch/drop/", create.drop_new, name="new_drop"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<int:pk>/", calls.called, name="called"),
    path("<int:pk>/", matter.matter, name="matter"),
    path("<int:pk>/dossier/", dossier.dossier, name="dossier"),
    path("<int:pk>/dossier/progress/", dossier.dossier_progress, name="dossier_progress"),
    path("<int:pk>/dossier/pdf/", dossier.dossier_pdf, name="dossier_pdf"),
    path("<int:pk>/dossier/zip/", dossier.dossier_zip, name="dossier_zip"),
    path("<int:pk>/history/", matter.history, name="history"),
    path("<int:pk>/due/<int:deadline>/", matter.due, name="due"),
    path("<int:pk>/steps/<slug:name>/", step.StepView.as_view(), name="step"),
    path("<int:pk>/steps/<slug:name>/propose/", proposal.ProposeView.as_view(), name="propose"),
    path("<int:pk>/proposals/<int:proposal>/<slug:answer>/", proposal.AnswerView.as_view(), name="answer"),
    path("<int:pk>/proposals/files/<int:file>/", files.proposal_file, name="proposal_file"),
    path("<int:pk>/steps/<slug:name>/scratch/", step.keep_scratch, name="scratch"),
    path("<int:pk>/steps/<slug:name>/scratch/drop/", step.drop_scratch, name="drop_scratch"),
    path("<int:pk>/attachments/<int:file>/", files.attachment, name="attachment"),
]
