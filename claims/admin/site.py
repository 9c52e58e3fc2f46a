"""The face of the admin."""

from django.contrib import admin

admin.site.site_title = admin.site.site_header = "Counterclaim"
admin.site.index_title = "Curation"
